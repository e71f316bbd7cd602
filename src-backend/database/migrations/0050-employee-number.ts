import { addText } from './tenancy.ts';

export const employeeNumber = addText('0050-employee-number', 'users', 'employee_number', 'keyed');
