from django import forms


class PageForm(forms.Form):
    """A form as people fill it in. The rules are the domain's: what it refuses is shown at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")

    def show_refusal(self, refusal):
        """Puts a refusal of the domain where the person can see what to change."""
        for error in refusal.errors:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        if not refusal.errors:
            self.add_error(None, refusal.detail)
