package no.fribyte.lbprov.simulator.guest;

import java.util.Set;

/** The words of haproxy 2.6's configuration, as {@code haproxy -dK} lists them and as its global parser takes them. */
final class HaproxyKeywords {
    static final Set<String> SECTIONS = words("""
            backend cache defaults fcgi-app frontend global http-errors listen mailers peers program resolvers ring \
            userlist""");

    static final Set<String> GLOBAL = words("""
            busy-polling ca-base chroot close-spread-time cluster-secret cpu-map crt-base daemon default-path \
            description external-check gid grace group h1-accept-payload-with-any-method h1-case-adjust \
            h1-case-adjust-file hard-stop-after httpclient.resolvers.id httpclient.resolvers.prefer \
            httpclient.ssl.ca-file httpclient.ssl.verify insecure-fork-wanted insecure-setuid-wanted \
            issuers-chain-path localpeer log log-send-hostname log-tag lua-load lua-load-per-thread \
            lua-prepend-path master-worker max-spread-checks maxcompcpuusage maxcomprate maxconn maxconnrate \
            maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbproc nbthread \
            no-memory-trimming node noepoll nogetaddrinfo nopoll noreuseport nosplice numa-cpu-mapping pidfile \
            pp2-never-send-local presetenv profiling.tasks quiet resetenv server-state-base server-state-file \
            set-dumpable set-var set-var-fmt setenv spread-checks ssl-default-bind-ciphers \
            ssl-default-bind-ciphersuites ssl-default-bind-curves ssl-default-bind-options \
            ssl-default-server-ciphers ssl-default-server-ciphersuites ssl-default-server-options \
            ssl-dh-param-file ssl-load-extra-del-ext ssl-load-extra-files ssl-mode-async ssl-propquery \
            ssl-provider ssl-provider-path ssl-server-verify ssl-skip-self-issued-ca stats strict-limits \
            thread-group thread-groups tune.buffers.limit tune.buffers.reserve tune.bufsize tune.comp.maxlevel \
            tune.fail-alloc tune.fd.edge-triggered tune.h2.header-table-size tune.h2.initial-window-size \
            tune.h2.max-concurrent-streams tune.h2.max-frame-size tune.http.cookielen tune.http.logurilen \
            tune.http.maxhdr tune.idle-pool.shared tune.idletimer tune.listener.multi-queue \
            tune.lua.forced-yield tune.lua.maxmem tune.lua.service-timeout tune.lua.session-timeout \
            tune.lua.task-timeout tune.maxaccept tune.maxpollevents tune.maxrewrite tune.pattern.cache-size \
            tune.peers.max-updates-at-once tune.pipesize tune.pool-high-fd-ratio tune.pool-low-fd-ratio \
            tune.rcvbuf.client tune.rcvbuf.server tune.recv_enough tune.runqueue-depth tune.sched.low-latency \
            tune.sndbuf.client tune.sndbuf.server tune.ssl.cachesize tune.ssl.capture-buffer-size \
            tune.ssl.capture-cipherlist-size tune.ssl.default-dh-param tune.ssl.force-private-cache \
            tune.ssl.hard-maxrecord tune.ssl.keylog tune.ssl.lifetime tune.ssl.maxrecord \
            tune.ssl.ssl-ctx-cache-size tune.vars.check-max-size tune.vars.global-max-size \
            tune.vars.proc-max-size tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size uid \
            ulimit-n unix-bind unsetenv user zero-warning""");

    static final Set<String> PROXY = words("""
            acl backlog balance bind capture clitcpka-cnt clitcpka-idle clitcpka-intvl clitimeout compression \
            contimeout cookie declare default-server default_backend description disabled dispatch email-alert \
            enabled error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 external-check filter \
            force-persist fullconn hash-balance-factor hash-type http-after-response http-check http-error \
            http-request http-response http-reuse http-send-name-header id ignore-persist \
            load-server-state-from-file log log-format log-format-sd log-tag max-keep-alive-queue maxconn mode \
            monitor monitor-net monitor-uri option persist rate-limit redirect retries retry-on server \
            server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl srvtimeout \
            stats stick stick-table tcp-check tcp-request tcp-response timeout unique-id-format unique-id-header \
            use-fcgi-app use-server use_backend""");

    static final Set<String> OPTIONS = words("""
            abortonclose accept-invalid-http-request accept-invalid-http-response allbackups checkcache clitcpka \
            contstats disable-h2-upgrade dontlog-normal dontlognull external-check forwardfor \
            h1-case-adjust-bogus-client h1-case-adjust-bogus-server http-buffer-request http-ignore-probes \
            http-keep-alive http-no-delay http-pretend-keepalive http-restrict-req-hdr-names http-server-close \
            http-use-proxy-header httpchk httpclose httplog httpslog idle-close-on-response independent-streams \
            ldap-check log-health-checks log-separate-errors logasap mysql-check nolinger originalto persist \
            pgsql-check prefer-last-server redis-check redispatch smtpchk socket-stats splice-auto \
            splice-request splice-response spop-check srvtcpka ssl-hello-chk tcp-check tcp-smart-accept \
            tcp-smart-connect tcplog transparent""");

    static final Set<String> TIMEOUTS = words("""
            check client client-fin connect http-keep-alive http-request queue server server-fin tarpit tunnel""");

    static final Set<String> SERVER_FLAGS = words("""
            agent-check allow-0rtt backup check check-send-proxy check-ssl check-via-socks4 disabled enabled \
            force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-agent-check no-backup no-check \
            no-check-send-proxy no-check-ssl no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl \
            no-send-proxy-v2-ssl-cn no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11 \
            no-tlsv12 no-tlsv13 non-stick send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl \
            ssl-reuse stick tfo tls-tickets usesrc""");

    /** Each is followed by one argument. */
    static final Set<String> SERVER_VALUES = words("""
            addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni \
            ciphers ciphersuites cookie crl-file crt downinter error-limit fall fastinter id init-addr inter \
            log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error on-marked-down \
            on-marked-up pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options redir \
            resolve-net resolve-opts resolve-prefer resolvers rise slowstart sni socks4 ssl-max-ver ssl-min-ver \
            tcp-ut track verify verifyhost weight ws""");

    static final Set<String> BIND_FLAGS = words("""
            accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 \
            generate-certificates no-ca-names no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 \
            prefer-client-ciphers strict-sni tfo transparent v4v6 v6only""");

    /** Each is followed by one argument. */
    static final Set<String> BIND_VALUES = words("""
            accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file \
            ciphers ciphersuites crl-file crt crt-ignore-err crt-list curves ecdhe expose-fd gid group id \
            interface level maxconn mode mss name namespace nice npn process proto severity-output shards \
            ssl-max-ver ssl-min-ver tcp-ut thread tls-ticket-keys uid user verify""");

    private HaproxyKeywords() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }
}
