package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;

/** Text of several lines behind a label, each line below the one before. */
final class Block {
    private Block() {}

    static List<String> of(String indent, String label, String text) {
        List<String> block = new ArrayList<>();
        for (String line : text.lines().toList()) {
            block.add(indent + (block.isEmpty() ? label : " ".repeat(label.length())) + line);
        }
        return block;
    }
}
