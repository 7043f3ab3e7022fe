"""What the work is: instruments, answers, findings and the store. Runs and is tested without a browser."""
