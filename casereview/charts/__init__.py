"""Charts: one specification per finding, painted as SVG by the server or drawn by plotly in the browser."""
