"""Published datasets: one loader a source, each with a card; what a loader gives is the source's own coding."""
