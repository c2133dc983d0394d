package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.proxmox.TokenId;

/** What an admin types to give a token rights, or to take them away. */
record Pveum(TokenId token, PveVersion version) {
    /** A role with all of it, as an entry on this path hides whatever is inherited from above. */
    String role(String path, Set<String> privileges) {
        return "pveum role add %s --privs \"%s\"".formatted(role(path), String.join(" ", chosen(privileges)));
    }

    /** For both, as a token with privilege separation may do only what its user may as well. */
    List<String> grant(String path) {
        return List.of(entry("modify", path, "--users '%s'".formatted(token.user())) + here(path), grantToken(path));
    }

    /** Without privilege separation a token may do all that its user may, and no entry of its own counts. */
    String separate() {
        String name = token.value().substring(token.user().length() + 1);
        return "pveum user token modify %s %s --privsep 1".formatted(token.user(), name);
    }

    String grantToken(String path) {
        return entry("modify", path, "--tokens '%s'".formatted(token)) + here(path);
    }

    /** What a token has too much is found in roles whose names only an admin may see. */
    List<String> revoke(String path, boolean others) {
        List<String> lines = new ArrayList<>();
        lines.add("pveum acl list | grep -F '%s'  # shows ROLE%s".formatted(token, others ? ", the other one" : ""));
        lines.add("pveum acl delete %s --tokens '%s' --roles ROLE".formatted(path, token));
        return lines;
    }

    private String entry(String verb, String path, String who) {
        return "pveum acl %s %s %s --roles %s".formatted(verb, path, who, role(path));
    }

    /** At the top it must not reach everything below. */
    private static String here(String path) {
        return path.equals("/") ? " --propagate 0" : "";
    }

    private static String role(String path) {
        return path.equals("/") ? "Lbprov-root" : "Lbprov" + path.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** Of alternatives the one that is there anyway, or that this version knows: 9 has no VM.Monitor, and 8 nothing else. */
    Set<String> chosen(Set<String> privileges) {
        Set<String> chosen = new TreeSet<>();
        privileges.stream().filter(each -> !each.contains("|")).forEach(chosen::add);
        for (String alternatives : privileges) {
            List<String> each = List.of(alternatives.split("\\|", -1));
            if (each.stream().noneMatch(chosen::contains)) {
                chosen.add(best(each));
            }
        }
        return chosen;
    }

    private String best(List<String> alternatives) {
        boolean old = alternatives.contains("VM.Monitor") && !version.isAtLeast(9, 0);
        return old
                ? "VM.Monitor"
                : alternatives.stream()
                        .filter(privilege -> !privilege.equals("VM.Monitor"))
                        .findFirst()
                        .orElseThrow();
    }
}
