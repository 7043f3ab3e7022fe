"""The questions on paper: for when the Wi-Fi dies. What was crossed is typed in later with the keys the form shows."""
