package no.fribyte.lbprov.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that never scrolls: what a person sees in the end of all that was printed and taken back. */
final class Screen {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private final int columns;
    private int row;
    private int column;
    private boolean wraps = true;

    private Screen(int columns) {
        this.columns = columns;
    }

    /** The lines, without colours. */
    static List<String> after(String printed, int columns) {
        Screen screen = new Screen(columns);
        Matcher escape = ESCAPE.matcher(printed);
        int position = 0;
        while (escape.find(position)) {
            printed.substring(position, escape.start()).chars().forEach(screen::put);
            screen.control(escape.group(1), escape.group(2));
            position = escape.end();
        }
        printed.substring(position).chars().forEach(screen::put);
        return screen.lines.stream()
                .map(line -> line.toString().stripTrailing())
                .toList();
    }

    private void put(int character) {
        if (character == '\r') {
            column = 0;
        } else if (character == '\n') {
            down();
        } else {
            if (column == columns && wraps) {
                down();
                column = 0;
            }
            column = Math.min(column, columns - 1);
            StringBuilder line = lines.get(row);
            line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
            line.setCharAt(column, (char) character);
            column++;
        }
    }

    private void down() {
        row++;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void control(String argument, String command) {
        switch (argument + command) {
            case "1A" -> row = Math.max(0, row - 1);
            case "2K" -> lines.get(row).setLength(0);
            case "?7l" -> wraps = false;
            case "?7h" -> wraps = true;
            default -> {
                if (!command.equals("m")) {
                    throw new AssertionError("a sequence this terminal does not know: " + argument + command);
                }
            }
        }
    }
}
