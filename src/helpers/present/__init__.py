"""Fourth floor: results to charts, tables and downloads, in memory. May import `model`, `assess` and `narrate`."""
