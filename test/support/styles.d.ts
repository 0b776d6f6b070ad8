/// <reference path="../../renderer/styles.d.ts" />
