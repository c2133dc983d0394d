package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.regex.Pattern;

/** The lists that Proxmox writes into one string, parted by comma, semicolon or blank. */
final class Words {
    private static final Pattern PARTED = Pattern.compile("[,; ]+");

    private Words() {}

    static List<String> of(String list) {
        return PARTED.splitAsStream(list).filter(word -> !word.isEmpty()).toList();
    }
}
