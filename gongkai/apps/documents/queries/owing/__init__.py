"""What units owe: duties that changes caused, filings, proposals, press work."""
