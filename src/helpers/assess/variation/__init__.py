"""Tell real change from noise: process charts, their limits and their rules. May import `model`."""
