package no.fribyte.lbprov.render;

import java.util.HashMap;
import java.util.Map;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SshHostKey;

/** Stand-ins of the right shape for {@code render} without a vault: real programs take them, and nobody mistakes them. */
public final class MaskedSecrets {
    private static final String WIREGUARD_KEY = "MASKED/THIS/IS/NOT/A/REAL/KEY/MASKED/MASKME=";
    private static final String HOST_KEY =
            "-----BEGIN OPENSSH PRIVATE KEY-----\nmasked\n-----END OPENSSH PRIVATE KEY-----\n";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA masked";

    private MaskedSecrets() {}

    public static PairSecrets of(Pair pair) {
        Map<MemberName, SshHostKey> hostKeys = new HashMap<>();
        for (Member member : pair.members()) {
            hostKeys.put(member.name(), new SshHostKey(new Secret(HOST_KEY), PUBLIC_KEY));
        }
        return new PairSecrets(new Secret(WIREGUARD_KEY), hostKeys, new Secret("masked"));
    }
}
