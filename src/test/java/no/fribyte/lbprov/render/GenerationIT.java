package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import no.fribyte.lbprov.model.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running member takes over another generation: real files, real programs, requests all the while. */
class GenerationIT {
    private static final List<String> PROGRAMS =
            List.of("haproxy", "keepalived", "nft", "wg-quick", "sysctl", "python3", "curl");

    private static final String SERVE = """
            exec 3>&1 > /run/log 2>&1
            mkdir -p "$M/run" "$M/var/lib"; mount --bind /run "$M/run"; mount --bind /var/lib "$M/var/lib"
            mount -t tmpfs -o mode=755 t /usr/local/sbin
            cat > /usr/local/sbin/systemctl <<EOF
            #!/bin/bash
            case "\\$1 \\$2" in
              "reload-or-restart haproxy") LBPROV_ROOT=$M $python3 -B $M/usr/local/sbin/lbprov-guest remember-servers; kill -USR2 \\$(cat /run/haproxy.pid); sleep 0.5 ;;
              "is-active haproxy") kill -0 \\$(cat /run/haproxy.pid) ;;
              "restart lbprov-sync") ;;
              *) exit 1 ;;
            esac
            EOF
            chmod 755 /usr/local/sbin/systemctl
            for program in "$haproxy" "$keepalived" "$nft" "$wg_quick"; do ln -s "$program" /usr/local/sbin/; done
            $sysctl -q -p $M/etc/sysctl.d/60-lbprov.conf
            card wg0
            ip address add 198.51.100.21/32 dev lo; ip address add 198.51.100.10/32 dev public
            mkdir /run/www; echo hello > /run/www/index.html
            $python3 -m http.server 80 --bind 198.51.100.21 --directory /run/www &
            $haproxy -W -f $M/etc/haproxy/haproxy.cfg & echo $! > /run/haproxy.pid
            until_true() { for i in $(seq 100); do "$@" && return; sleep 0.1; done; cat /run/log >&3; false; }
            asks() { $curl -s -f -o /dev/null -m 2 http://198.51.100.10:$1/; }
            guest() { LBPROV_ROOT=$M $python3 -B $M/usr/local/sbin/lbprov-guest "$@"; }
            until_true asks 80
            exec >&3
            cat > /run/load.py <<'EOF'
            import http.client, os, time
            asked = lost = 0
            while not os.path.exists("/run/enough"):
                asked += 1
                try:
                    connection = http.client.HTTPConnection("198.51.100.10", 80, timeout=2)
                    connection.request("GET", "/")
                    lost += connection.getresponse().status != 200
                    connection.close()
                except OSError:
                    lost += 1
                time.sleep(0.001)
            print(f"{{\\"asked\\": {asked}, \\"lost\\": {lost}}}")
            EOF
            """;

    @TempDir
    private Path folder = Path.of("");

    /** The pair with another port for its second service, or with a line that haproxy does not know. */
    private static Pair changed(Pair pair, int port, String literal) {
        return Pairs.withService(pair, 1, port, literal);
    }

    @Test
    void another_generation_takes_over_under_load_and_a_broken_one_changes_nothing() {
        Pair pair = Pairs.demo();
        Rendered running = Rendered.of(pair, 0);
        piece("good", Rendered.of(changed(pair, 8443, "balance leastconn"), 0, 2));
        piece("bad", Rendered.of(changed(pair, 8443, "balanse leastconn"), 0, 3));
        String text = run(running, """
                $python3 /run/load.py > /run/counted & load=$!
                sleep 0.3
                guest stage < $M/bad.json 2>&1 >/dev/null | tr -d '\\n' && echo
                asks 8443 && echo changed || echo same
                guest stage < $M/good.json > /run/staged
                guest activate | tr -d ' \\n' && echo
                until_true asks 8443 && echo changed
                guest rollback > /run/back
                sleep 0.3; touch /run/enough; wait $load
                asks 8443 && echo changed || echo same
                cat /run/counted
                """);
        List<String> lines = text.lines().toList();
        JsonNode activated = new JsonMapper().readTree(lines.get(2));
        JsonNode counted = new JsonMapper().readTree(lines.get(5));

        assertThat(lines.get(0))
                .startsWith("lbprov-guest: haproxy refuses /etc/haproxy/haproxy.cfg: ")
                .contains("parsing [/etc/haproxy/haproxy.cfg:")
                .contains("unknown keyword 'balanse'");
        assertThat(lines.get(1)).isEqualTo("same");
        assertThat(activated.path("number").asInt()).isEqualTo(2);
        assertThat(activated.path("loaded").toString()).contains("\"haproxy\"");
        assertThat(activated.path("changed").toString()).contains("/etc/haproxy/haproxy.cfg");
        assertThat(lines.subList(3, 5)).containsExactly("changed", "same");
        assertThat(counted.path("asked").asInt()).isGreaterThan(100);
        assertThat(counted.path("lost").asInt()).as(text).isZero();
    }

    private void piece(String name, Rendered next) {
        JsonMapper json = new JsonMapper();
        List<Map<String, String>> files = next.generation().files().stream()
                .map(file -> Map.of(
                        "path", file.path(),
                        "mode", file.octalMode(),
                        "base64", Base64.getEncoder().encodeToString(file.content())))
                .toList();
        byte[] document =
                json.writeValueAsString(Map.of("format", 1, "files", files)).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String data = Base64.getEncoder().encodeToString(packed.toByteArray());
        String identity = Sha256.hex(data.getBytes(StandardCharsets.UTF_8));
        try {
            Files.writeString(
                    folder.resolve(name + ".json"),
                    json.writeValueAsString(Map.of("id", identity, "piece", 1, "pieces", 1, "data", data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(Rendered running, String lines) {
        RealProgram.Answer answer = Namespace.of(running, folder).run(PROGRAMS, SERVE + lines);
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }
}
