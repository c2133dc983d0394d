version: 2
ethernets:
<#list nics as nic>
  ${nic.name?c}:
    match:
      macaddress: ${nic.mac?c}
    set-name: ${nic.name?c}
    dhcp4: ${nic.dhcp?c}
    dhcp6: false
    accept-ra: ${nic.dhcp?c}
<#if nic.mtu?has_content>
    mtu: ${nic.mtu}
</#if>
<#if nic.addresses?has_content>
    addresses:
<#list nic.addresses as address>
      - ${address?c}
</#list>
</#if>
<#if nic.routes?has_content>
    routes:
<#list nic.routes as route>
      - to: ${route.to?c}
        via: ${route.via?c}
<#if route.onLink>
        on-link: true
</#if>
<#if route.metric?has_content>
        metric: ${route.metric}
</#if>
</#list>
</#if>
<#if nic.dns?has_content>
    nameservers:
      addresses:
<#list nic.dns as server>
        - ${server?c}
</#list>
</#if>
</#list>
