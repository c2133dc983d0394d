package no.fribyte.lbprov.vault;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SshHostKey;

/** Makes the secrets of a new pair. */
public final class VaultMaker {
    private static final int KEY_BYTES = 32;

    private final SecureRandom random;

    public VaultMaker(SecureRandom random) {
        this.random = requireNonNull(random, "random");
    }

    public Vault fresh(List<MemberName> members, Recipients recipients) {
        return new Vault(recipients, secrets(members), Map.of());
    }

    /** The secrets alone, for a pair that needs no vault. */
    public PairSecrets secrets(List<MemberName> members) {
        return new PairSecrets(wireGuardKey(), hostKeys(members), new Secret(base64(randomBytes())));
    }

    /** The vault with an SSH host key for each member that had none; what is in it stays as it is. */
    public Vault complete(Vault vault, List<MemberName> members) {
        PairSecrets known = vault.pairSecrets();
        Map<MemberName, SshHostKey> hostKeys = new TreeMap<>(known.hostKeys());
        hostKeys.putAll(hostKeys(vault.lacking(members)));
        return new Vault(
                vault.recipients(),
                new PairSecrets(known.wireGuardPrivateKey(), hostKeys, known.syncSecret()),
                vault.named());
    }

    private Map<MemberName, SshHostKey> hostKeys(List<MemberName> members) {
        Map<MemberName, SshHostKey> keys = new TreeMap<>();
        for (MemberName member : members) {
            keys.put(member, OpenSshKey.generate(member.value(), random));
        }
        return keys;
    }

    /** Clamped as {@code wg genkey} does it: a key in any other form works as well, but differs from what wg shows. */
    private Secret wireGuardKey() {
        byte[] key = randomBytes();
        key[0] &= (byte) 248;
        key[31] &= 127;
        key[31] |= 64;
        return new Secret(base64(key));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
