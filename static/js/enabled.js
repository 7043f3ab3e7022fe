// Runs before the page is drawn: tells the style sheet that scripts work, so that nothing jumps.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
