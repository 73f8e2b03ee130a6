// The content security policy runs no inline style, and the console shows no indicators that would need it.
htmx.config.includeIndicatorStyles = false;
