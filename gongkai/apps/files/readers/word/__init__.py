"""Word documents: body order, automatic numbers, merged cells, tracked changes."""
