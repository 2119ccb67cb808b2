"""A measure's history as a chart: its periods, the scale they fit, the layers drawn, and words that say the same."""
