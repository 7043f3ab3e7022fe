"""Instruments: declared sets of questions with the findings worked out from them (see forms/instruments/)."""
