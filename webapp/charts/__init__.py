"""Pictures of figures: made of plain shapes from values, and drawn as SVG, on paper and as PNG by one code."""
