"""How long a letter and a message take, and what they weigh: `python -m benchmarks.render`.

The measure beside ours is what a script would do: build an EmailMessage for every person.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from digest import rendering
from digest.models import Format, Letter, Message
from digest.rendering.templates import environment
from tests.rendering.editions import ADDRESS, LINKS, NEWSLETTER, SENT, TOKEN, edition

LETTER_GOAL = 20.0  # milliseconds
MESSAGE_GOAL = 0.1


def main() -> int:
    day = edition()
    cold = milliseconds(first_of_a_process, 1)
    warm = milliseconds(lambda: rendering.letter(NEWSLETTER, day, Format.FULL), 15)
    letter = rendering.letter(NEWSLETTER, day, Format.FULL)
    compiled = milliseconds(lambda: rendering.Stencil.of(letter, NEWSLETTER, day, SENT), 5)
    stencil = rendering.Stencil.of(letter, NEWSLETTER, day, SENT)
    ours = milliseconds(lambda: stencil.message(1, ADDRESS, LINKS, TOKEN), 500)
    script = milliseconds(lambda: by_script(letter, stencil.message(1, ADDRESS, LINKS, TOKEN)), 20)
    lite = rendering.Stencil.of(rendering.letter(NEWSLETTER, day, Format.LITE), NEWSLETTER, day, SENT)
    print(f"letter of 20 stories, inlined   {warm:8.2f} ms   (goal {LETTER_GOAL:g}; the first {cold:.1f})")
    print(f"compiled to bytes, once         {compiled:8.2f} ms")
    print(f"message of one person           {ours:8.4f} ms   (goal {MESSAGE_GOAL:g})")
    print(f"the same by a script            {script:8.4f} ms   ({script / ours:.0f} times as long)")
    print(f"on the wire, signed             {rendering.weight(stencil):8,} bytes full (goal 20,000)")
    print(f"                                {rendering.weight(lite):8,} bytes lite (goal 9,000)")
    return int(warm > LETTER_GOAL or ours > MESSAGE_GOAL)


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of one round: the median of seven runs of so many rounds."""
    times = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(rounds):
            work()
        times.append((time.process_time() - start) / rounds * 1000)
    return statistics.median(times)


def by_script(letter: Letter, message: Message) -> bytes:
    """The same mail with the standard library, a new one for every person."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = NEWSLETTER.sender
    mail["Reply-To"] = NEWSLETTER.reply_to
    mail["To"] = message.recipient
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(SENT)
    mail["Message-ID"] = message.message_id
    mail["List-Id"] = "The Daybreak Letter <daybreak.news.example.org>"
    mail["List-Unsubscribe"] = f"<{LINKS.leave}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Precedence"] = "bulk"
    mail.set_content(LINKS.filled_into(letter.text))
    mail.add_alternative(LINKS.filled_into(letter.html), subtype="html")
    return mail.as_bytes()


def first_of_a_process() -> Letter:
    """A letter whose templates have to be compiled."""
    environment.cache_clear()
    return rendering.letter(NEWSLETTER, edition(), Format.FULL)


if __name__ == "__main__":
    sys.exit(main())
