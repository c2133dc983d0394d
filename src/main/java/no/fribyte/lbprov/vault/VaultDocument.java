package no.fribyte.lbprov.vault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SshHostKey;
import no.fribyte.lbprov.model.WireGuardKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON inside the encrypted file. No message of this class holds a value: what it reads is secret. */
final class VaultDocument {
    static final int FORMAT = 1;

    private static final Set<String> KEYS =
            Set.of("format", "recipients", "wireguardPrivateKey", "hostKeys", "syncSecret", "named");

    /** A document that is not what this lbprov writes. */
    static final class Misshapen extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Misshapen(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    byte[] write(Vault vault) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("format", FORMAT);
        vault.recipients()
                .all()
                .forEach(recipient -> root.withArray("recipients").add(recipient.text()));
        PairSecrets secrets = vault.pairSecrets();
        root.put("wireguardPrivateKey", secrets.wireGuardPrivateKey().reveal());
        ObjectNode hostKeys = root.putObject("hostKeys");
        new TreeMap<>(secrets.hostKeys())
                .forEach((member, key) -> hostKeys.putObject(member.value())
                        .put("privateKey", key.privateKey().reveal())
                        .put("publicKey", key.publicKey()));
        root.put("syncSecret", secrets.syncSecret().reveal());
        ObjectNode named = root.putObject("named");
        new TreeMap<>(vault.named()).forEach((name, value) -> named.put(name, value.reveal()));
        return (JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    Vault read(byte[] text) throws Misshapen {
        JsonNode root = parse(text);
        int format = root.path("format").asInt(0);
        if (format != FORMAT) {
            throw new Misshapen("it has format %d, and this lbprov knows format %d".formatted(format, FORMAT));
        }
        for (String key : root.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new Misshapen("unknown key " + key);
            }
        }
        try {
            return new Vault(recipients(root), pairSecrets(root), named(root));
        } catch (IllegalArgumentException e) {
            throw new Misshapen("a recipient, a member or a name in it is not valid");
        }
    }

    private JsonNode parse(byte[] text) throws Misshapen {
        try {
            JsonNode root = JsonMapper.shared().readTree(text);
            if (root.isObject()) {
                return root;
            }
        } catch (JacksonException e) {
            // its message may quote a secret
        }
        throw new Misshapen("it is no JSON object");
    }

    private static Recipients recipients(JsonNode root) throws Misshapen {
        List<Recipient> recipients = new ArrayList<>();
        for (JsonNode recipient : root.path("recipients")) {
            recipients.add(new Recipient(text(recipient, "recipients")));
        }
        return new Recipients(recipients);
    }

    private static PairSecrets pairSecrets(JsonNode root) throws Misshapen {
        String wireGuard = text(root.path("wireguardPrivateKey"), "wireguardPrivateKey");
        if (!WireGuardKey.isValid(wireGuard)) {
            throw new Misshapen("wireguardPrivateKey is no WireGuard key");
        }
        Map<MemberName, SshHostKey> hostKeys = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("hostKeys").properties()) {
            JsonNode key = entry.getValue();
            Secret privateKey = new Secret(text(key.path("privateKey"), "privateKey of " + entry.getKey()));
            String publicKey = text(key.path("publicKey"), "publicKey of " + entry.getKey());
            hostKeys.put(new MemberName(entry.getKey()), new SshHostKey(privateKey, publicKey));
        }
        return new PairSecrets(
                new Secret(wireGuard), hostKeys, new Secret(text(root.path("syncSecret"), "syncSecret")));
    }

    private static Map<String, Secret> named(JsonNode root) throws Misshapen {
        Map<String, Secret> named = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("named").properties()) {
            named.put(entry.getKey(), new Secret(text(entry.getValue(), entry.getKey())));
        }
        return named;
    }

    private static String text(JsonNode node, String name) throws Misshapen {
        if (!node.isString() || node.stringValue().isEmpty()) {
            throw new Misshapen(name + " is missing or no text");
        }
        return node.stringValue();
    }
}
