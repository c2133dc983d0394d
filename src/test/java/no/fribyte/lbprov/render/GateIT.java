package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate and the services that answer it, with real frames on a bridge: three machines in namespaces of their own. */
class GateIT {
    /**
     * Machine a is load-balancer-1, b its partner; c boots with the disk and the network card of an a that was lost. What
     * c sends with that card's address is counted on the switch's side.
     */
    private static final String MACHINES = """
            set -u
            mount -t proc proc /proc; mount -t tmpfs t /run; mkdir /run/netns
            ip link set lo up; ip link add br0 type bridge; ip link set br0 up
            MAC=02:00:5e:10:00:01
            machine() { # name, folder of its files, incarnation
                R=$F/root-$1; rm -rf $R; cp -r $2 $R; mkdir -p $R/var/lib/lbprov $R/dev $R/proc; mount --bind /proc $R/proc
                echo $3 > $R/var/lib/lbprov/incarnation; touch $R/dev/console
                ip netns add $1; ip link add public netns $1 type veth peer name v$1; ip link set v$1 master br0 up
                ip -n $1 link set lo up
            }
            guest() { LBPROV_ROOT=$F/root-$1 ip netns exec $1 $python3 -B -u $F/root-$1/usr/local/sbin/lbprov-guest $2; }
            serve() { # name, address
                ip -n $1 link set public up; ip -n $1 address add $2/24 dev public
                # not through guest(): the number must be the program's own
                LBPROV_ROOT=$F/root-$1 ip netns exec $1 $python3 -B -u $F/root-$1/usr/local/sbin/lbprov-guest sync \\
                    > $F/log-$1 2>&1 & echo $! > /run/pid-$1
            }
            count_frames() {
                rm -f /run/counting; $python3 -B $F/count.py vc $MAC > /run/frames 2>&1 & counter=$!
                until_true test -e /run/counting
            }
            # in a subshell, which cannot wait for the counter
            counted() { kill $counter; until_true test -s /run/frames; cat /run/frames; }
            link_of() { ip -n $1 -o link show public | grep -q 'state DOWN' && echo down || echo up; }
            heard() { grep -q '"incarnation": 2' $F/root-b/run/lbprov/sync.json; }
            until_true() { for i in $(seq 100); do "$@" && return; sleep 0.1; done; cat $F/log-*; echo timeout=yes; }
            return_of_the_lost() { # incarnation
                machine c $F/one $1; ip -n c link set public address $MAC; count_frames
                guest c gate > /run/said 2>&1; echo status=$?; echo said=$(tail -1 /run/said)
                echo frames=$(counted); echo link=$(link_of c)
                echo refused=$(cat $F/root-c/run/lbprov/refused 2>/dev/null); echo console=$(tr -d '\\r\\n' < $F/root-c/dev/console)
            }
            machine a $F/one 2; ip -n a link set public address $MAC; serve a 198.51.100.11
            machine b $F/two 1; serve b 198.51.100.12
            until_true heard
            """;

    private static final String COUNT = """
            import socket, signal, sys
            link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            link.bind((sys.argv[1], 3))
            address = bytes.fromhex(sys.argv[2].replace(":", ""))
            seen = 0
            def tell(*_):
                print(seen, flush=True)
                sys.exit()
            signal.signal(signal.SIGTERM, tell)
            open("/run/counting", "w").close()
            while True:
                frame, sender = link.recvfrom(65536)
                if sender[2] != socket.PACKET_OUTGOING and frame[6:12] == address:
                    seen += 1
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void an_old_incarnation_sends_not_one_frame_with_the_members_address_and_says_why() {
        Map<String, String> answers = run("return_of_the_lost 1\n");

        assertThat(answers)
                .containsEntry("status", "1")
                .containsEntry("said", "lbprov-guest: another machine has this one's place")
                .containsEntry("frames", "0")
                .containsEntry("link", "down")
                .containsEntry("refused", "this is incarnation 1, and there is incarnation 2")
                .containsEntry(
                        "console",
                        "lbprov: load-balancer-1 of the pair demo keeps off the network:"
                                + " this is incarnation 1, and there is incarnation 2");
    }

    /** As after a rebuild that failed: the successor was taken away, and the old one is started again. */
    @Test
    void the_partner_does_not_vouch_for_one_that_is_gone() {
        Map<String, String> answers = run("""
                kill $(cat /run/pid-a); ip -n a link set public down; sleep 3
                return_of_the_lost 1
                """);

        assertThat(answers)
                .containsEntry("status", "0")
                .containsEntry("frames", "0")
                .containsEntry("refused", "");
    }

    @Test
    void of_two_copies_the_one_that_was_there_first_stays() {
        Map<String, String> answers = run("sleep 1; return_of_the_lost 2; echo first=$(link_of a)\n");

        assertThat(answers)
                .containsEntry("status", "1")
                .containsEntry("frames", "0")
                .containsEntry("refused", "another copy of incarnation 2 was there first")
                .containsEntry("first", "up");
    }

    @Test
    void a_newer_incarnation_passes_and_the_old_one_goes() {
        Map<String, String> answers = run("""
                return_of_the_lost 3; echo first=$(link_of a)
                echo first-refused=$(cat $F/root-a/run/lbprov/refused)
                """);

        assertThat(answers)
                .containsEntry("status", "0")
                .containsEntry("frames", "0")
                .containsEntry("refused", "")
                .containsEntry("first", "down")
                .containsEntry("first-refused", "this is incarnation 2, and there is incarnation 3");
    }

    @Test
    void where_nobody_answers_the_gate_opens() {
        Map<String, String> answers = run("""
                kill $(cat /run/pid-a) $(cat /run/pid-b); ip -n a link set public down
                begin=$(date +%s%N); return_of_the_lost 1
                echo quick=$(( ($(date +%s%N) - begin) / 1000000 < 6000 ))
                """);

        assertThat(answers)
                .containsEntry("status", "0")
                .containsEntry("frames", "0")
                .containsEntry("refused", "")
                .containsEntry("quick", "1");
    }

    private Map<String, String> run(String lines) {
        boolean root = RealProgram.named("id").run("-u").text().equals("0\n");
        if (!root) {
            System.err.println("SKIPPED: only root can make a network namespace, so no gate was tried");
        }
        Assumptions.assumeTrue(root, "not root");
        Rendered.of(Pairs.demo(), 0).writeTo(folder.resolve("one"));
        Rendered.of(Pairs.demo(), 1).writeTo(folder.resolve("two"));
        Path script = folder.resolve("script");
        String programs = "F='%s'\npython3='%s'\n"
                .formatted(folder, RealProgram.named("python3").path());
        try {
            Files.writeString(folder.resolve("count.py"), COUNT);
            Files.writeString(script, programs + MACHINES + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RealProgram.Answer answer =
                RealProgram.named("unshare").run("-m", "-n", "-p", "--fork", "--kill-child", "bash", script);
        Map<String, String> answers = new TreeMap<>();
        answer.text()
                .lines()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        answers.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        assertThat(answers).as(answer.text()).isNotEmpty().doesNotContainKey("timeout");
        return answers;
    }
}
