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
${apt}package_upgrade: false
write_files:
<#list files as file>
  - path: ${file.path?c}
    owner: "root:root"
    permissions: ${file.mode?c}
    encoding: b64
    content: ${file.base64?c}
</#list>
runcmd:
${agent}  - ["/usr/local/lib/lbprov/first-boot"]
