"""The workbook that a service fills in and sends back. May import what its floor may."""
