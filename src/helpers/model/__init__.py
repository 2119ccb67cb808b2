"""Ground floor, the nouns: frozen types and the workspace's paths. Imports nothing from the other floors."""
