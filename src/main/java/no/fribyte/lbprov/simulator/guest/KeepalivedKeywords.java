package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.simulator.guest.KeepalivedFile.Block;

/** The keywords of keepalived 2.2 by block; blocks that are lists of addresses, rules or names are not looked into. */
final class KeepalivedKeywords {
    private static final Set<String> TOP = words("""
            global_defs vrrp_script vrrp_instance vrrp_sync_group vrrp_track_process vrrp_track_file track_file \
            static_ipaddress static_routes static_rules track_group bfd_instance include net_namespace \
            instance virtual_server virtual_server_group linkbeat_interfaces""");

    private static final Map<String, Set<String>> INNER = Map.of(
            "global_defs",
            words("""
                    router_id vrrp_version enable_script_security script_user dynamic_interfaces \
                    vrrp_garp_master_delay vrrp_garp_master_repeat vrrp_garp_master_refresh \
                    vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat \
                    vrrp_garp_interval vrrp_gna_interval vrrp_rt_priority vrrp_priority vrrp_no_swap \
                    vrrp_rlimit_rttime max_auto_priority min_auto_priority_delay notification_email \
                    notification_email_from smtp_server smtp_connect_timeout smtp_alert vrrp_skip_check_adv_addr \
                    vrrp_strict vrrp_mcast_group4 vrrp_mcast_group6 vrrp_iptables vrrp_check_unicast_src \
                    vrrp_process_name vrrp_cpu_affinity vrrp_startup_delay vrrp_higher_prio_send_advert \
                    vrrp_lower_prio_no_advert vrrp_notify_priority_changes nftables \
                    nftables_counters nftables_priority notify_fifo notify_fifo_script vrrp_notify_fifo \
                    vrrp_notify_fifo_script process_names use_pid_dir startup_script startup_script_timeout \
                    shutdown_script shutdown_script_timeout default_interface vrrp_netlink_cmd_rcv_bufs reload_file \
                    reload_check_config reload_time_file child_wait_time fifo_write_vrrp_states_on_reload \
                    vrrp_min_garp umask disable_local_igmp"""),
            "vrrp_script",
            words("script interval timeout weight fall rise user init_fail"),
            "track_file",
            words("file weight init_file"),
            "vrrp_track_file",
            words("file weight init_file"),
            "vrrp_instance",
            words("""
                    state interface virtual_router_id priority advert_int version preempt_delay nopreempt preempt \
                    unicast_src_ip unicast_peer unicast_ttl unicast_fault_no_peer check_unicast_src mcast_src_ip \
                    mcast_dst_ip virtual_ipaddress virtual_ipaddress_excluded virtual_routes virtual_rules \
                    track_interface track_script track_file track_process track_bfd track_src_ip dont_track_primary \
                    notify notify_master notify_backup notify_fault notify_stop notify_deleted \
                    notify_master_rx_lower_pri notify_priority_changes smtp_alert authentication use_vmac vmac_xmit_base \
                    use_ipvlan native_ipv6 strict_mode skip_check_adv_addr accept no_accept debug promote_secondaries \
                    garp_master_delay garp_master_repeat garp_master_refresh garp_master_refresh_repeat \
                    garp_lower_prio_delay garp_lower_prio_repeat garp_interval gna_interval linkbeat_use_polling \
                    lower_prio_no_advert higher_prio_send_advert kernel_rx_buf_size down_timer_adverts old_unicast_checksum \
                    track_group \
                    sync_group_tracking_weight"""));

    private KeepalivedKeywords() {}

    static void check(Block root, List<String> errors) {
        for (Block block : root.inner()) {
            unknown(block, TOP).ifPresent(errors::add);
            Set<String> known = INNER.get(block.keyword());
            if (known != null) {
                block.inner().forEach(line -> unknown(line, known).ifPresent(errors::add));
            }
        }
    }

    private static Optional<String> unknown(Block line, Set<String> known) {
        return known.contains(line.keyword())
                ? Optional.empty()
                : Optional.of("(%s: Line %d) Unknown keyword '%s'"
                        .formatted(Daemon.KEEPALIVED.file(), line.line(), line.keyword()));
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }
}
