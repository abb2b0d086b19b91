"""Months of trying it in the field: partners, plan, milestones, updates."""
