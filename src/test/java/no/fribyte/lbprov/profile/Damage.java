package no.fribyte.lbprov.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;

/** What a slip of the hand, a bad merge or an ill will makes of a file; the same seed does the same damage. */
record Damage(String file, int seed) {
    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "true",
            "0",
            "-1",
            "99999999999",
            "1.5",
            "x",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "{a: b}",
            "[1, x]",
            "198.51.100.10",
            "198.51.100.0/24",
            "10.0.0.0/8",
            "\"::\"",
            "\"::/0\"",
            "0.0.0.0/0",
            "203.0.113.11/32",
            "2GiB",
            "1s",
            "vpn",
            "public",
            "inside",
            "web",
            "edge-1",
            "pve-2",
            "both",
            "*a",
            "&a 1",
            "!t 1",
            "|",
            "'",
            "\t",
            "#",
            "{",
            "\"a\\nb\"",
            "\"a\\0b\"",
            "\"\\u009b31m\"",
            "'%s ${x} <#if> {{ }} `id` $(id)'",
            "\"'; exit; '\"",
            "\u00e5\ud83d\ude00",
            "[".repeat(600),
            "{a: ".repeat(600),
            "9".repeat(1200),
            "x".repeat(100_000),
            "1:".repeat(40_000),
            "a-".repeat(20_000),
            "[" + "198.51.100.10, ".repeat(2000) + "]");

    private static final List<String> CHARACTERS = List.of(
            " ", "\t", ":", "-", "[", "]", "{", "}", "\"", "'", "#", "&", "*", "!", "|", ">", "\0", "\ufeff", ",");

    /** The file with one to three spots damaged. */
    String to(String text) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(1, 4); i > 0 && !lines.isEmpty(); i--) {
            damage(lines, random);
        }
        String damaged = String.join("\n", lines) + "\n";
        return random.nextInt(20) == 0 ? damaged.substring(0, random.nextInt(damaged.length())) : damaged;
    }

    private static void damage(List<String> lines, SplittableRandom random) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        String value = Matcher.quoteReplacement(VALUES.get(random.nextInt(VALUES.size())));
        switch (random.nextInt(9)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.add(random.nextInt(lines.size()), line);
            case 3 -> lines.set(at, "  " + line);
            case 4 -> lines.set(at, line.replaceFirst("[a-z0-9-]+:", Matcher.quoteReplacement("\"a\\n~/b\":")));
            case 5 -> lines.set(at, line.replaceFirst(": [^#{\\[,}]+", ": " + value + " "));
            case 6 -> lines.set(at, line.replaceFirst(":.*$", ": " + value));
            case 7 -> lines.set(at, digit(line, random));
            default -> lines.set(at, character(line, random));
        }
    }

    /** Another number of the same length: the file stays YAML, and often a profile. */
    private static String digit(String line, SplittableRandom random) {
        List<Integer> digits = new ArrayList<>();
        for (int i = 0; i < line.length(); i++) {
            if (Character.isDigit(line.charAt(i))) {
                digits.add(i);
            }
        }
        if (digits.isEmpty()) {
            return line;
        }
        int at = digits.get(random.nextInt(digits.size()));
        return line.substring(0, at) + random.nextInt(10) + line.substring(at + 1);
    }

    private static String character(String line, SplittableRandom random) {
        int at = random.nextInt(line.length() + 1);
        String inserted = CHARACTERS.get(random.nextInt(CHARACTERS.size()));
        int kept = Math.min(line.length(), at + random.nextInt(2));
        return line.substring(0, at) + inserted + line.substring(kept);
    }
}
