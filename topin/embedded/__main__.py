"""`python -m topin.embedded`, which is `make run`. Exit code 0 after Ctrl-C, 1 with a sentence when it cannot."""

import sys

from topin.embedded import Trouble, interrupts


def main() -> int:
    interrupts.install()
    try:
        from topin.embedded.launch import Launch  # here, so that Ctrl-C counts from the first moment
        from topin.embedded.screen import Screen

        screen = Screen()
        launch = Launch(screen)
    except Trouble as trouble:
        return _refuse(trouble)
    except interrupts.Stopped:
        return 0
    try:
        launch.run()
    except Trouble as trouble:
        interrupts.hold()
        launch.stop()
        return _refuse(trouble)
    except interrupts.Stopped:
        interrupts.hold()
        launch.stop()
    except BaseException:  # a fault of ours: stop the children, then say where
        interrupts.hold()
        launch.stop()
        raise
    return 0


def _refuse(trouble: Trouble) -> int:
    print(f"\n{trouble}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
