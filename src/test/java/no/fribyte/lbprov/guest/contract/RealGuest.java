package no.fribyte.lbprov.guest.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.render.Generation;
import no.fribyte.lbprov.render.GuestFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real lbprov-guest on a member's files, in a machine of the Python tests that does what the files say. */
final class RealGuest {
    private static final Path PROGRAM = Path.of("src/test/resources/guest/status_of.py");
    private static final Path CLOUDINIT = Path.of("cloudinit").toAbsolutePath();

    private final Path root;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    RealGuest(Member member, Generation generation, String hostKey, Path root) {
        this.root = root;
        for (GuestFile file : generation.files()) {
            write(file.path(), file.text());
            root.resolve(file.path().substring(1)).toFile().setExecutable((file.mode() & 0100) != 0);
        }
        write("/etc/hostname", member.name() + "\n");
        write("/etc/ssh/ssh_host_ed25519_key.pub", hostKey + "\n");
        write("/var/lib/lbprov/drain", "0\n");
        write("/etc/cloud/cloud-init.disabled", "");
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        member.nics().forEach(nic -> addresses.put(nic.network().name(), texts(nic.addresses())));
        facts.put("addresses", addresses);
        List<Map<String, String>> gateways = member.nics().stream()
                .flatMap(nic -> nic.network().gateways().stream()
                        .map(gateway -> Map.of(
                                "gateway",
                                gateway.toString(),
                                "dev",
                                nic.network().name())))
                .toList();
        facts.put("gateways", gateways);
    }

    /** What the machine does that no file says. */
    RealGuest holds(boolean holds) {
        facts.put("holds", holds);
        return this;
    }

    void write(String path, String text) {
        Path file = root.resolve(path.substring(1));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode status(List<String> serversDown, List<String> unitsStopped) {
        facts.put("down", serversDown);
        facts.put("stopped", unitsStopped);
        String told = JsonMapper.shared().writeValueAsString(facts);
        try {
            Process process = new ProcessBuilder(
                            "python3", "-B", PROGRAM.toString(), CLOUDINIT.toString(), root.toString(), told)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
            return BootedPair.json(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).toList();
    }
}
