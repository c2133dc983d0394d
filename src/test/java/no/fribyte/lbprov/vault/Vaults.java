package no.fribyte.lbprov.vault;

import java.security.SecureRandom;
import java.util.List;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Secret;

/** Vaults and members to test with. */
final class Vaults {
    static final MemberName ONE = new MemberName("load-balancer-1");
    static final MemberName TWO = new MemberName("load-balancer-2");
    static final MemberName THREE = new MemberName("load-balancer-3");

    private Vaults() {}

    static VaultMaker maker() {
        return new VaultMaker(new SecureRandom());
    }

    static Vault of(AgeIdentity own, AgeIdentity other) {
        return maker().fresh(List.of(ONE, TWO), Recipients.shared(own, List.of(other.recipient())))
                .with("api-token", new Secret("very-secret-token"));
    }
}
