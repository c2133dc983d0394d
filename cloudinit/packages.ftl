<#list packages as package>
${package}
</#list>
