package no.fribyte.lbprov.profile.draft;

import no.fribyte.lbprov.profile.yaml.TextType;

/** A host name that clients ask for, or all below a domain. */
final class HostName {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    static final TextType<String> TYPE = TextType.matching(
            "a host name",
            "git.example.org",
            "(\\*\\.)?(" + LABEL + "\\.){1,8}" + LABEL,
            "it is of lower-case labels with dots between them; *. before it means all names below");

    private HostName() {}
}
