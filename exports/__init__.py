"""Code that writes files for people: workbook, deck, csv. Never a place where output is kept."""
