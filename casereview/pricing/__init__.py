"""What the support of each case costs, as it is and as it would ideally have been, from the project's unit costs."""
