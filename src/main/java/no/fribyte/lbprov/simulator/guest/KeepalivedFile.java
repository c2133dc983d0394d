package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** keepalived's syntax: lines of words, some of which open a block in braces. */
final class KeepalivedFile {
    private static final Pattern TOKEN = Pattern.compile("[{}]|(\"[^\"]*\"|[^\\s{}\"])+");

    /** A line, with the lines of the block that it opens. */
    record Block(int line, List<String> words, List<Block> inner) {
        String keyword() {
            return words.isEmpty() ? "" : words.get(0);
        }

        Optional<String> argument() {
            return words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
        }

        Stream<Block> all(String keyword) {
            return inner.stream().filter(block -> block.keyword().equals(keyword));
        }

        Optional<Block> first(String keyword) {
            return all(keyword).findFirst();
        }

        /** The argument of the last line with this keyword, as keepalived takes it. */
        Optional<String> value(String keyword) {
            return all(keyword).reduce((earlier, later) -> later).flatMap(Block::argument);
        }
    }

    private final List<String> errors = new ArrayList<>();
    private final Block root = new Block(0, List.of(), new ArrayList<>());

    private KeepalivedFile() {}

    static KeepalivedFile parse(String text) {
        KeepalivedFile file = new KeepalivedFile();
        file.read(text.split("\n", -1));
        return file;
    }

    Block root() {
        return root;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    private void read(String[] lines) {
        List<Block> open = new ArrayList<>(List.of(root));
        for (int i = 0; i < lines.length; i++) {
            List<String> words = words(lines[i]);
            for (int start = 0; start < words.size(); ) {
                int end = start;
                while (end < words.size()
                        && !words.get(end).equals("{")
                        && !words.get(end).equals("}")) {
                    end++;
                }
                Block current = open.get(open.size() - 1);
                if (end > start) {
                    current.inner().add(new Block(i + 1, List.copyOf(words.subList(start, end)), new ArrayList<>()));
                }
                if (end < words.size()) {
                    brace(words.get(end), i + 1, open);
                }
                start = end + 1;
            }
        }
        if (open.size() > 1) {
            errors.add("There are %d missing '}'s or extra '{'s".formatted(open.size() - 1));
        }
    }

    private void brace(String brace, int line, List<Block> open) {
        List<Block> inner = open.get(open.size() - 1).inner();
        if (brace.equals("{") && !inner.isEmpty()) {
            open.add(inner.get(inner.size() - 1));
        } else if (brace.equals("}") && open.size() > 1) {
            open.remove(open.size() - 1);
        } else {
            errors.add("(Line %d) Extra '%s' found".formatted(line, brace));
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(line);
        while (token.find() && !isComment(token.group())) {
            words.add(token.group().replace("\"", ""));
        }
        return words;
    }

    private static boolean isComment(String token) {
        return token.startsWith("#") || token.startsWith("!");
    }
}
