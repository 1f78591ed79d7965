"""Pages about which figures that need a plan are covered by one."""
