package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.Map;

/**
 * The secrets that a member is made with.
 *
 * @param wireGuardPrivateKey the VPN server's, in base64
 * @param hostKeys one per member
 * @param syncSecret authenticates messages between the members
 */
public record PairSecrets(Secret wireGuardPrivateKey, Map<MemberName, SshHostKey> hostKeys, Secret syncSecret) {
    public PairSecrets {
        requireNonNull(wireGuardPrivateKey, "wireGuardPrivateKey");
        hostKeys = Map.copyOf(hostKeys);
        requireNonNull(syncSecret, "syncSecret");
    }

    public SshHostKey hostKey(MemberName member) {
        SshHostKey key = hostKeys.get(member);
        if (key == null) {
            throw new IllegalArgumentException("no SSH host key of " + member);
        }
        return key;
    }

    /** The public half of {@link #wireGuardPrivateKey}. */
    public WireGuardKey wireGuardPublicKey() {
        byte[] scalar = Base64.getDecoder().decode(wireGuardPrivateKey.reveal());
        return new WireGuardKey(Base64.getEncoder().encodeToString(X25519.publicKey(scalar)));
    }
}
