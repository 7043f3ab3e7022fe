// Starts GOV.UK Frontend's components on the page.
import { initAll } from "../vendor/govuk-frontend.min.js";

initAll();
