"""Taking everything along, and leaving: what an archive holds, and how it is made."""
