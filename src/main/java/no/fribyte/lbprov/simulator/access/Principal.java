package no.fribyte.lbprov.simulator.access;

import java.util.Optional;

/** Who calls: a user, or a token of a user. */
public record Principal(String user, Optional<String> token, boolean privsep) {
    private static final String ROOT = "root@pam";

    /** As it stands in UPIDs and ACLs. */
    public String id() {
        return token.map(name -> user + "!" + name).orElse(user);
    }

    /** Only the user itself: root's tokens are not root. */
    public boolean isRoot() {
        return id().equals(ROOT);
    }
}
