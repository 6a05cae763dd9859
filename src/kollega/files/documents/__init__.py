"""Text documents: read into a few simple parts, written anew from those. Nothing else survives."""
