package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real haproxy makes of the rendered file, with servers behind it. */
class HaproxyIT {
    private static final List<String> PROGRAMS = List.of("haproxy", "openssl", "python3", "sysctl", "curl");

    /** Two TLS servers that say who they are by their certificate, and one HTTP server that has never heard of PROXY. */
    private static final String SERVE = """
            exec 3>&1 > /run/log 2>&1
            $sysctl -q -p $M/etc/sysctl.d/60-lbprov.conf
            ip address add 198.51.100.21/32 dev lo; ip address add 198.51.100.10/32 dev public
            cd /run/haproxy
            serve() {
              $openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=$1 -keyout $1.key -out $1.crt
              $openssl s_server -quiet -accept 198.51.100.21:$2 -cert $1.crt -key $1.key < /dev/zero > /dev/null &
            }
            serve others 9001; serve apps 9002
            mkdir www; echo hello > www/index.html
            $python3 -m http.server 8000 --bind 198.51.100.21 --directory www &
            listens() { for i in $(seq 300); do (: < /dev/tcp/198.51.100.21/$1) && return; sleep 0.1; done; false; }
            listens 9001; listens 9002; listens 8000
            $haproxy -W -f $M/etc/haproxy/haproxy.cfg &
            state() { $curl -s 'http://198.51.100.11:8405/;csv' | awk -F, -v p=$1 '$1 == p && $2 ~ /^s/ { print $18 }'; }
            until_is() { for i in $(seq 100); do [ "$(state $1)" = $2 ] && return; sleep 0.1; done; cat /run/log >&3; false; }
            name() { $openssl s_client -connect 198.51.100.10:443 "$@" < /dev/null 2> /dev/null | sed -n 's/^subject=.*CN *= *//p'; }
            until_is tls UP; until_is tls:.apps.example.org UP
            exec >&3
            """;

    @TempDir
    private Path folder = Path.of("");

    private String run(String lines) {
        Namespace namespace = Namespace.of(Rendered.of(Pairs.routed(), 0), folder);
        RealProgram.Answer answer = namespace.run(PROGRAMS, SERVE + lines);
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }

    @Test
    void a_tls_connection_goes_by_its_name_and_the_server_itself_answers() {
        assertThat(run("""
                        name -servername web.apps.example.org
                        name -servername WEB.Apps.Example.Org
                        name -servername apps.example.org
                        name -servername elsewhere.example.org
                        name -noservername
                        """)).isEqualTo("apps\napps\nothers\nothers\nothers\n");
    }

    @Test
    void each_backend_that_counts_is_told_with_its_working_servers() {
        assertThat(run("$curl -s http://127.0.0.1:8404/essential | tr ' ' '\\n' | grep tls"))
                .isEqualTo("tls=1\ntls:.apps.example.org=1\n");
    }

    @Test
    void a_server_that_does_not_expect_the_proxy_protocol_is_found_out_by_asking_it_something() {
        assertThat(run("""
                        until_is asked DOWN; echo asked=$(state asked)
                        until_is connected UP; echo connected=$(state connected)
                        $curl -s -o /dev/null -f http://198.51.100.10:81/ && echo answered || echo request=fails
                        """))
                .as("where the check only connects, it looks healthy, and every request fails: validate warns of it")
                .isEqualTo("asked=DOWN\nconnected=UP\nrequest=fails\n");
    }

    @Test
    void metrics_and_statistics_are_on_the_members_own_address_and_nowhere_else() {
        assertThat(run("""
                        $curl -s http://198.51.100.11:8405/metrics | grep -c '^haproxy_server_status{proxy="tls",.*state="UP"} 1'
                        $curl -s http://198.51.100.11:8405/ | grep -o -m1 'Statistics Report'
                        $curl -s -o /dev/null -w '%{redirect_url}' -X POST -d 's=s198-51-100-21&action=drain&b=tls' http://198.51.100.11:8405/; echo
                        $curl -s -m 1 http://198.51.100.10:8405/ || echo nothing on the virtual IP
                        """))
                .isEqualTo("1\nStatistics Report\nhttp://198.51.100.11:8405/;st=DENY\nnothing on the virtual IP\n");
    }
}
