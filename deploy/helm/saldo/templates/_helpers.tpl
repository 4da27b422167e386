{{- define "saldo.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "saldo.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "saldo.labels" -}}
{{ include "saldo.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "saldo.publicUrl" -}}
{{- required "publicUrl is missing: set it to the address that customers use, like https://shop.example.com" .Values.publicUrl }}
{{- end }}

{{- define "saldo.secretName" -}}
{{- .Values.secret.name | default (include "saldo.name" .) }}
{{- end }}

{{/* The names of the secrets, by line: those that the named Secret holds, or those with a value. */}}
{{- define "saldo.secretKeys" -}}
{{- $keys := list }}
{{- if .Values.secret.name }}
{{- $keys = .Values.secret.keys }}
{{- else }}
{{- range $key, $value := .Values.secret.values }}{{ if $value }}{{ $keys = append $keys $key }}{{ end }}{{ end }}
{{- end }}
{{- range list "DATABASE_URL" "AUTH_SECRET" }}
{{- if not (has . $keys) }}{{ fail (printf "%s is missing: name a Secret that holds it (secret.name and secret.keys), or set secret.values.%s" . .) }}{{ end }}
{{- end }}
{{- join "\n" $keys }}
{{- end }}

{{/* Not empty where the secrets hold the token for the metrics. */}}
{{- define "saldo.hasMetrics" -}}
{{- if has "METRICS_TOKEN" (splitList "\n" (include "saldo.secretKeys" .)) }}yes{{ end }}
{{- end }}

{{- define "saldo.secretData" -}}
{{- range splitList "\n" (include "saldo.secretKeys" .) }}
{{ . }}: {{ index $.Values.secret.values . | quote }}
{{- end }}
{{- end }}

{{- define "saldo.metadata" -}}
name: {{ include "saldo.name" .root }}-{{ .component }}
labels:
  {{- include "saldo.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* The pod of one role: `root`, `component` (the role), `values` (of the role), `secret` (its name), `restart`, and what the container adds. */}}
{{- define "saldo.pod" -}}
{{- $root := .root }}
metadata:
  labels:
    {{- include "saldo.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    {{- if not $root.Values.secret.name }}
    checksum/secret: {{ include "saldo.secretData" $root | sha256sum }}
    {{- end }}
    kubectl.kubernetes.io/default-container: {{ .component }}
    {{- with .values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  {{- /* A Service called `metrics` would set METRICS_PORT. */}}
  enableServiceLinks: false
  {{- if .restart }}
  restartPolicy: {{ .restart }}
  {{- end }}
  terminationGracePeriodSeconds: {{ $root.Values.terminationGracePeriodSeconds }}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- toYaml $root.Values.podSecurityContext | nindent 4 }}
  {{- if not .restart }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "saldo.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ .component }}
  {{- end }}
  {{- with .values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: "{{ $root.Values.image.repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}"
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [{{ .component }}]
      securityContext:
        {{- toYaml $root.Values.containerSecurityContext | nindent 8 }}
      env:
        - name: HOST
          value: 0.0.0.0
        - name: PORT
          value: "3000"
        - name: PUBLIC_URL
          value: {{ include "saldo.publicUrl" $root | quote }}
        - name: INTERNAL_URL
          value: http://{{ include "saldo.name" $root }}-web:{{ $root.Values.service.port }}
        {{- if and (eq .component "worker") (include "saldo.hasMetrics" $root) }}
        - name: METRICS_PORT
          value: {{ $root.Values.metrics.workerPort | quote }}
        {{- end }}
        {{- range $name, $value := $root.Values.settings }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
        {{- range splitList "\n" (include "saldo.secretKeys" $root) }}
        - name: {{ . }}_FILE
          value: /run/secrets/saldo/{{ . }}
        {{- end }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      {{- with .container }}
      {{- . | nindent 6 }}
      {{- end }}
      volumeMounts:
        - name: secrets
          mountPath: /run/secrets/saldo
          readOnly: true
        {{- range $index, $path := $root.Values.writablePaths }}
        - name: writable-{{ $index }}
          mountPath: {{ $path }}
        {{- end }}
  volumes:
    - name: secrets
      secret:
        secretName: {{ .secret }}
        # 0440: only the account of the process reads them.
        defaultMode: 288
    {{- range $index, $path := $root.Values.writablePaths }}
    - name: writable-{{ $index }}
      emptyDir: {}
    {{- end }}
{{- end }}
