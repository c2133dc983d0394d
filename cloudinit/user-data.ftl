#cloud-config
hostname: ${hostname?c}
manage_etc_hosts: localhost
disable_root: true
ssh_pwauth: false
users:
  - name: ${user?c}
    groups: [adm, sudo]
    sudo: "ALL=(ALL) NOPASSWD:ALL"
    shell: /bin/bash
    lock_passwd: true
<#if sshKeys?has_content>
    ssh_authorized_keys:
<#list sshKeys as key>
      - ${key?c}
</#list>
</#if>
# the member's identity: the same for every VM it ever has
ssh_deletekeys: true
ssh_keys:
  ed25519_private: ${hostKeyPrivate?c}
  ed25519_public: ${hostKeyPublic?c}
<#if ntp?has_content>
ntp:
  enabled: true
  servers:
<#list ntp as server>
    - ${server?c}
</#list>
</#if>
<#if aptMirror?has_content || aptProxy?has_content>
apt:
<#if aptProxy?has_content>
  proxy: ${aptProxy?c}
</#if>
<#if aptMirror?has_content>
  # Debian's own package of cloud-init leaves an image's sources alone otherwise
  preserve_sources_list: false
  primary:
    - arches: [default]
      uri: ${aptMirror?c}
</#if>
<#if aptSecurityMirror?has_content>
  security:
    - arches: [default]
      uri: ${aptSecurityMirror?c}
</#if>
</#if>
package_upgrade: false
# first and alone: with the agent there, lbprov can tell what fails after it
packages:
  - qemu-guest-agent
write_files:
<#list files as file>
  - path: ${file.path?c}
    owner: "root:root"
    permissions: ${file.mode?c}
    encoding: b64
    content: ${file.base64?c}
</#list>
runcmd:
  - ["/usr/local/lib/lbprov/first-boot"]
