package no.fribyte.lbprov.view;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal, or a pair of files, whose content a test can read. */
final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Terminal terminal;

    private Screen(boolean colour, boolean live) {
        this(colour, live, "lbprov");
    }

    private Screen(boolean colour, boolean live, String command) {
        terminal = new Terminal(print(out), print(err), colour, colour, live, command);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static Screen plain() {
        return new Screen(false, false);
    }

    static Screen coloured() {
        return new Screen(true, true);
    }

    static Screen startedBy(String command) {
        return new Screen(false, false, command);
    }

    /** A terminal whose user has set NO_COLOR. */
    static Screen liveWithoutColour() {
        return new Screen(false, true);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
