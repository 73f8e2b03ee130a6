"""People talking in private, through the API as clients use it."""

from accounts.leaving.sections import sections
from tests.deeds import follow
from tests.people import Api
from topin import sql


def befriend(one, other):
    follow(one, other)
    follow(other, one)


def send(sender, to=None, text="hello", **fields):
    """Sends a message to a member, or into the conversation `conversation_id`; the answer."""
    fields |= {"recipient_id": str(to.id)} if to else {}
    return Api(sender).post("/api/messages/send", {"text": text, **fields})


def talk_between(one, other):
    """The id of the conversation that one begins with a hello."""
    return send(one, other).json["conversation_id"]


def texts(person, conversation):
    """What a member reads in a conversation, newest first."""
    return [m["text"] for m in messages(person, conversation)]


def messages(person, conversation, query=""):
    return Api(person).get(f"/api/messages/conversation/{conversation}{query}").json["items"]


def conversations(person, state="active"):
    return Api(person).get(f"/api/messages/conversations?state={state}").json["items"]


def events(person, kinds=("message", "conversation")):
    """What a member's stream says of conversations: [(kind, payload)], as stored."""
    with sql.acting_as(person.viewer, read_only=True):
        rows = sql.rows("select kind, payload from user_events where user_id = %s order by seq", [person.id])
    return [(row["kind"], row["payload"].loads()) for row in rows if row["kind"].split(".")[0] in kinds]


def exported(name, person):
    """Rows of a section of a member's archive."""
    [section] = [one for one in sections() if one.name == name]
    return [row for rows in section.pages(person.id) for row in rows]
